// SPDX-License-Identifier: MIT
/*
 * nodes.c - a machine that shows its nodes, for test_machines.sh
 *
 * The free blocks of each zone (buddyinfo), then for each node in which order
 * the nodes serve requests made for it, by taking all there is:
 *
 *	node 0 is served by 0 1 2 3
 */
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/nodemask.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <quarry/port.h>
#include <quarry/report.h>
#include "payloads.h"

#define ORDER	  4
#define TEXT_SIZE 8192

static void show_report(const char *name)
{
	char *text = kmalloc(TEXT_SIZE, GFP_KERNEL);
	struct seq_file m;

	if (!text)
		return;
	seq_init(&m, text, TEXT_SIZE - 1, NULL, NULL);
	report_find(name)->show(&m);
	port_console_write(text, m.count);
	kfree(text);
}

static void show_order(int nid)
{
	nodemask_t seen = NODE_MASK_NONE;
	struct page *page, *next;
	LIST_HEAD(pages);
	char line[128];
	int len = scnprintf(line, sizeof(line), "node %d is served by", nid);

	while ((page = alloc_pages_node(nid, GFP_NOWAIT | __GFP_NOWARN, ORDER))) {
		list_add(&page->lru, &pages);
		if (node_isset(page_to_nid(page), seen))
			continue;
		node_set(page_to_nid(page), seen);
		len += scnprintf(line + len, sizeof(line) - len, " %d", page_to_nid(page));
	}
	list_for_each_entry_safe(page, next, &pages, lru)
		__free_pages(page, ORDER);
	len += scnprintf(line + len, sizeof(line) - len, "\n");
	port_console_write(line, len);
}

int payload_nodes(void)
{
	int nid;

	show_report("buddyinfo");
	for_each_online_node(nid)
		show_order(nid);
	return PORT_EXIT_OK;
}
