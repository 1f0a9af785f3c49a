// SPDX-License-Identifier: MIT
/*
 * init_test.c - tests mm/init.c: what came up when
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <quarry/log.h>
#include <quarry/mm_stage.h>

static void allocators_come_up_before_the_other_cpus(struct kunit *test)
{
	int stage;

	KUNIT_EXPECT_EQ(test, (int)mm_stage, (int)MM_STAGE_FULL);
	for (stage = MM_STAGE_PAGE; stage <= MM_STAGE_FULL; stage++)
		KUNIT_EXPECT_EQ(test, mm_stage_cpus[stage], 1u);
}

/* Number of the first record that begins with @text. */
static bool find_line(const char *text, u64 *seq)
{
	static struct log_record record;

	for (*seq = 0; log_read(*seq, &record); *seq = record.seq + 1) {
		if (!strncmp(record.text, text, strlen(text))) {
			*seq = record.seq;
			return true;
		}
	}
	return false;
}

static void the_log_tells_memory_then_slab_then_cpus(struct kunit *test)
{
	u64 memory, slab, cpus;

	if (log_first_seq())
		kunit_skip(test, "the boot is no longer in the log");
	KUNIT_ASSERT_TRUE(test, find_line("Memory: ", &memory));
	KUNIT_ASSERT_TRUE(test, find_line("SLAB: ", &slab));
	KUNIT_EXPECT_LT(test, memory, slab);
	if (num_online_cpus() == 1)
		return;
	KUNIT_ASSERT_TRUE(test, find_line("smp: Brought up ", &cpus));
	KUNIT_EXPECT_LT(test, slab, cpus);
}

static struct kunit_case init_cases[] = { KUNIT_CASE(allocators_come_up_before_the_other_cpus),
					  KUNIT_CASE(the_log_tells_memory_then_slab_then_cpus),
					  {} };

static struct kunit_suite init_suite = { .name = "page.init", .test_cases = init_cases };
kunit_test_suite(init_suite);
