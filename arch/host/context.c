// SPDX-License-Identifier: MIT
/*
 * context.c - switching stacks
 *
 * A suspended context is its stack pointer: on its stack lie the callee-saved
 * registers, the vector and x87 control words, and the return address. A new
 * context's stack is made to look as if it had been switched away from just
 * before its entry function.
 *
 * The sanitizers keep state for each stack and are told before and after each
 * switch: ASan the bounds of the stack to come, TSan the fiber.
 */
#include "host.h"

#if defined(__SANITIZE_ADDRESS__)
#define HOST_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HOST_ASAN 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define HOST_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define HOST_TSAN 1
#endif
#endif

#ifdef HOST_ASAN
void __sanitizer_start_switch_fiber(void **fake_stack, const void *bottom, size_t size);
void __sanitizer_finish_switch_fiber(void *fake_stack, const void **bottom, size_t *size);
void __asan_unpoison_memory_region(const volatile void *addr, size_t size);
#else
static inline void __sanitizer_start_switch_fiber(void **fake_stack, const void *bottom,
						  size_t size)
{
}
static inline void __sanitizer_finish_switch_fiber(void *fake_stack, const void **bottom,
						   size_t *size)
{
}
static inline void __asan_unpoison_memory_region(const volatile void *addr, size_t size)
{
}
#endif

#ifdef HOST_TSAN
void *__tsan_get_current_fiber(void);
void *__tsan_create_fiber(unsigned int flags);
void __tsan_destroy_fiber(void *fiber);
void __tsan_switch_to_fiber(void *fiber, unsigned int flags);
#else
static inline void *__tsan_get_current_fiber(void)
{
	return NULL;
}
static inline void *__tsan_create_fiber(unsigned int flags)
{
	return NULL;
}
static inline void __tsan_destroy_fiber(void *fiber)
{
}
static inline void __tsan_switch_to_fiber(void *fiber, unsigned int flags)
{
}
#endif

/* struct switch_frame - what lies at the stack pointer of a suspended context */
struct switch_frame {
	u32 mxcsr;
	u16 x87_control, unused;
	unsigned long r15, r14, r13, r12, rbx, rbp;
	unsigned long ip;
};

/* Save into *@save_sp, load @load_sp; and where a new context begins. */
void host_context_swap(void **save_sp, void *load_sp);
void host_context_begin(void);
void host_context_main(void (*entry)(void *), void *arg);

__asm__(".pushsection .text\n"
	".globl host_context_swap\n"
	".hidden host_context_swap\n"
	".type host_context_swap, @function\n"
	"host_context_swap:\n"
	"	pushq %rbp\n"
	"	pushq %rbx\n"
	"	pushq %r12\n"
	"	pushq %r13\n"
	"	pushq %r14\n"
	"	pushq %r15\n"
	"	subq $8, %rsp\n"
	"	stmxcsr (%rsp)\n"
	"	fnstcw 4(%rsp)\n"
	"	movq %rsp, (%rdi)\n"
	"	movq %rsi, %rsp\n"
	"	ldmxcsr (%rsp)\n"
	"	fldcw 4(%rsp)\n"
	"	addq $8, %rsp\n"
	"	popq %r15\n"
	"	popq %r14\n"
	"	popq %r13\n"
	"	popq %r12\n"
	"	popq %rbx\n"
	"	popq %rbp\n"
	"	ret\n"
	".size host_context_swap, . - host_context_swap\n"
	/* %r12: entry, %r13: its argument; %rbp is 0: backtraces end here. */
	".globl host_context_begin\n"
	".hidden host_context_begin\n"
	".type host_context_begin, @function\n"
	"host_context_begin:\n"
	"	movq %r12, %rdi\n"
	"	movq %r13, %rsi\n"
	"	call host_context_main\n"
	"	ud2\n"
	".size host_context_begin, . - host_context_begin\n"
	".popsection\n");

__attribute__((visibility("hidden"), used)) void host_context_main(void (*entry)(void *), void *arg)
{
	__sanitizer_finish_switch_fiber(NULL, NULL, NULL);
	entry(arg);
}

static void use_stack(const struct port_context *ctx)
{
	host_thread.stack_lo = (unsigned long)ctx->stack;
	host_thread.stack_hi = (unsigned long)ctx->stack + ctx->stack_size;
}

void host_stack_adopt(void)
{
	os_stack_bounds(&host_thread.stack_lo, &host_thread.stack_hi);
}

void port_context_init(struct port_context *ctx, void *stack, size_t size, void (*entry)(void *),
		       void *arg)
{
	unsigned long top = ((unsigned long)stack + size) & ~15ul;
	/* "ret" to host_context_begin leaves the stack 16-aligned for its call. */
	struct switch_frame *frame = (void *)(top - sizeof(*frame));

	/* Frames that were left for good on this memory may have kept their poison. */
	__asan_unpoison_memory_region(stack, size);
	*frame = (struct switch_frame){
		.mxcsr = 0x1f80,      /* the ABI's start values: all exceptions masked, */
		.x87_control = 0x37f, /* round to nearest */
		.r12 = (unsigned long)entry,
		.r13 = (unsigned long)arg,
		.ip = (unsigned long)host_context_begin,
	};
	ctx->sp = frame;
	ctx->stack = stack;
	ctx->stack_size = size;
	ctx->sanitizer = __tsan_create_fiber(0);
}

void port_context_adopt(struct port_context *ctx)
{
	if (host_thread.stack_lo == host_thread.stack_hi)
		host_stack_adopt();
	ctx->sp = NULL;
	ctx->stack = (void *)host_thread.stack_lo;
	ctx->stack_size = host_thread.stack_hi - host_thread.stack_lo;
	ctx->sanitizer = __tsan_get_current_fiber();
}

void port_context_switch(struct port_context *from, struct port_context *to, bool from_dies)
{
	void *fake_stack = NULL;

	use_stack(to);
	__sanitizer_start_switch_fiber(from_dies ? NULL : &fake_stack, to->stack, to->stack_size);
	__tsan_switch_to_fiber(to->sanitizer, 0);
	host_context_swap(&from->sp, to->sp);
	__sanitizer_finish_switch_fiber(fake_stack, NULL, NULL);
}

void port_context_exit(struct port_context *ctx)
{
	if (ctx->sanitizer)
		__tsan_destroy_fiber(ctx->sanitizer);
	ctx->sanitizer = NULL;
	__asan_unpoison_memory_region(ctx->stack, ctx->stack_size);
}
