// SPDX-License-Identifier: MIT
/*
 * module.c - applying x86-64 relocations to a module; the hosted port uses it too
 *
 * From the x86-64 ABI, with S the symbol's value, A the addend, P the place:
 * 64: S+A; 32, 32S: the same truncated, must fit; PC32, PC64: S+A-P; PLT32: a
 * call, S+A-P or to a trampoline; GOTPCREL*: the place of a slot that holds S;
 * GOTTPOFF: of a slot that holds S, an offset from the thread pointer;
 * TPOFF32: that offset itself.
 */
#include <linux/errno.h>
#include <linux/string.h>
#include <asm/module.h>

static bool is_got(unsigned int type)
{
	return type == R_X86_64_GOTPCREL || type == R_X86_64_GOTPCRELX ||
	       type == R_X86_64_REX_GOTPCRELX || type == R_X86_64_GOTTPOFF;
}

void arch_module_count(struct mod_arch_specific *arch, const Elf64_Rela *rel, unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++) {
		unsigned int type = ELF64_R_TYPE(rel[i].r_info);

		if (is_got(type)) {
			arch->max_slots++;
		} else if (type == R_X86_64_PLT32) {
			arch->max_slots++;
			arch->max_trampolines++;
		}
	}
}

/* The slot that holds @value, made if there is none. Counted before: never full. */
static unsigned long slot_for(struct mod_arch_specific *arch, u64 value)
{
	unsigned int i;

	for (i = 0; i < arch->nr_slots; i++)
		if (arch->slots[i] == value)
			return (unsigned long)&arch->slots[i];
	if (i == arch->max_slots)
		return 0;
	arch->slots[arch->nr_slots++] = value;
	return (unsigned long)&arch->slots[i];
}

static bool fits_signed(long value)
{
	return value == (s32)value;
}

/* jmp *displacement(%rip), 6 bytes, padded with two nops. */
static unsigned long trampoline_for(struct mod_arch_specific *arch, u64 value)
{
	unsigned long slot = slot_for(arch, value);
	u8 *code;
	s32 displacement;

	if (!slot)
		return 0;
	for (unsigned int i = 0; i < arch->nr_trampolines; i++) {
		code = arch->trampolines + i * ARCH_MODULE_TRAMPOLINE_SIZE;
		memcpy(&displacement, code + 2, sizeof(displacement));
		if ((unsigned long)code + 6 + displacement == slot)
			return (unsigned long)code;
	}
	if (arch->nr_trampolines == arch->max_trampolines)
		return 0;
	code = arch->trampolines + arch->nr_trampolines++ * ARCH_MODULE_TRAMPOLINE_SIZE;
	displacement = (s32)(slot - ((unsigned long)code + 6));
	code[0] = 0xff;
	code[1] = 0x25;
	memcpy(code + 2, &displacement, sizeof(displacement));
	code[6] = code[7] = 0x90;
	return (unsigned long)code;
}

static int put(void *where, unsigned long value, unsigned int size)
{
	memcpy(where, &value, size);
	return 0;
}

static int put_signed(void *where, long value, const char **why)
{
	if (!fits_signed(value)) {
		*why = "out of range";
		return -ERANGE;
	}
	return put(where, (unsigned long)value, 4);
}

static int put_unsigned(void *where, unsigned long value, const char **why)
{
	if (value >> 32) {
		*why = "out of range";
		return -ERANGE;
	}
	return put(where, value, 4);
}

static int put_call(struct mod_arch_specific *arch, void *where, unsigned long value, long addend,
		    const char **why)
{
	unsigned long place = (unsigned long)where;

	if (!fits_signed((long)(value + addend - place)))
		value = trampoline_for(arch, value);
	if (!value) {
		*why = "no trampoline left";
		return -ERANGE;
	}
	return put_signed(where, (long)(value + addend - place), why);
}

static int put_got(struct mod_arch_specific *arch, void *where, unsigned long value, long addend,
		   const char **why)
{
	unsigned long slot = slot_for(arch, value);

	if (!slot) {
		*why = "no GOT slot left";
		return -ERANGE;
	}
	return put_signed(where, (long)(slot + addend - (unsigned long)where), why);
}

int arch_module_relocate(struct mod_arch_specific *arch, const Elf64_Rela *rel, void *where,
			 unsigned long value, const char **why)
{
	unsigned int type = ELF64_R_TYPE(rel->r_info);
	unsigned long place = (unsigned long)where;
	long addend = rel->r_addend;

	switch (type) {
	case R_X86_64_NONE:
		return 0;
	case R_X86_64_64:
		return put(where, value + addend, 8);
	case R_X86_64_PC64:
		return put(where, value + addend - place, 8);
	case R_X86_64_32:
		return put_unsigned(where, value + addend, why);
	case R_X86_64_32S:
	case R_X86_64_TPOFF32:
		return put_signed(where, (long)(value + addend), why);
	case R_X86_64_PC32:
		return put_signed(where, (long)(value + addend - place), why);
	case R_X86_64_PLT32:
		return put_call(arch, where, value, addend, why);
	case R_X86_64_GOTPCREL:
	case R_X86_64_GOTPCRELX:
	case R_X86_64_REX_GOTPCRELX:
	case R_X86_64_GOTTPOFF:
		return put_got(arch, where, value, addend, why);
	default:
		*why = "relocation type not supported";
		return -ENOEXEC;
	}
}

const char *arch_module_reloc_name(unsigned int type)
{
	static const char *const names[] = {
		[R_X86_64_NONE] = "R_X86_64_NONE",
		[R_X86_64_64] = "R_X86_64_64",
		[R_X86_64_PC32] = "R_X86_64_PC32",
		[R_X86_64_GOT32] = "R_X86_64_GOT32",
		[R_X86_64_PLT32] = "R_X86_64_PLT32",
		[R_X86_64_GOTPCREL] = "R_X86_64_GOTPCREL",
		[R_X86_64_32] = "R_X86_64_32",
		[R_X86_64_32S] = "R_X86_64_32S",
		[R_X86_64_16] = "R_X86_64_16",
		[R_X86_64_PC16] = "R_X86_64_PC16",
		[R_X86_64_8] = "R_X86_64_8",
		[R_X86_64_PC8] = "R_X86_64_PC8",
		[R_X86_64_TLSGD] = "R_X86_64_TLSGD",
		[R_X86_64_TLSLD] = "R_X86_64_TLSLD",
		[R_X86_64_GOTTPOFF] = "R_X86_64_GOTTPOFF",
		[R_X86_64_TPOFF32] = "R_X86_64_TPOFF32",
		[R_X86_64_PC64] = "R_X86_64_PC64",
		[R_X86_64_GOTOFF64] = "R_X86_64_GOTOFF64",
		[R_X86_64_GOTPC32] = "R_X86_64_GOTPC32",
		[R_X86_64_GOTPCRELX] = "R_X86_64_GOTPCRELX",
		[R_X86_64_REX_GOTPCRELX] = "R_X86_64_REX_GOTPCRELX",
	};

	if (type < sizeof(names) / sizeof(names[0]) && names[type])
		return names[type];
	return "unknown";
}
