// SPDX-License-Identifier: MIT
/*
 * zonelist.c - in which order zones are tried
 *
 * For each node: its own zones from the highest down, then those of the
 * nearest other node, and so on by distance (equal distances: by number,
 * beginning after the node itself, so that neighbours share the load). With
 * __GFP_THISNODE only the first part. A request starts at the highest zone it
 * may use; the zones below it are its fallback.
 */
#include <linux/export.h>
#include <linux/init.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include "page.h"

int memory_node[MAX_NUMNODES];
static u8 distances[MAX_NUMNODES][MAX_NUMNODES];

int node_distance(int a, int b)
{
	return distances[a][b];
}
EXPORT_SYMBOL(node_distance);

/* Called with the port's table before the lists are made. */
void __init node_distances_set(const u8 *table, unsigned int nr_nodes)
{
	unsigned int a, b;

	for (a = 0; a < MAX_NUMNODES; a++)
		for (b = 0; b < MAX_NUMNODES; b++)
			distances[a][b] = table && a < nr_nodes && b < nr_nodes
						  ? table[a * nr_nodes + b]
					  : a == b ? LOCAL_DISTANCE
						   : REMOTE_DISTANCE;
}

struct zoneref *next_zones_zonelist(struct zoneref *ref, int highidx, const nodemask_t *nodes)
{
	while (ref->zone &&
	       (ref->zone_idx > highidx || (nodes && !node_isset(zone_to_nid(ref->zone), *nodes))))
		ref++;
	return ref;
}
EXPORT_SYMBOL(next_zones_zonelist);

static unsigned int __init add_node(struct zonelist *list, unsigned int at, int nid)
{
	int i;

	for (i = MAX_NR_ZONES - 1; i >= 0; i--) {
		struct zone *zone = &NODE_DATA(nid)->node_zones[i];

		if (!populated_zone(zone))
			continue;
		list->_zonerefs[at].zone = zone;
		list->_zonerefs[at].zone_idx = i;
		at++;
	}
	return at;
}

/* The nearest node not yet used; of equals the first after @nid, going round. */
static int __init nearest(int nid, const nodemask_t *used)
{
	int best = NUMA_NO_NODE, i;

	for (i = 0; i < MAX_NUMNODES; i++) {
		int other = (nid + i) % MAX_NUMNODES;

		if (!node_online(other) || node_isset(other, *used))
			continue;
		if (best == NUMA_NO_NODE || node_distance(nid, other) < node_distance(nid, best))
			best = other;
	}
	return best;
}

static void __init make_lists(int nid)
{
	struct pglist_data *pgdat = NODE_DATA(nid);
	struct zonelist *all = &pgdat->node_zonelists[ZONELIST_FALLBACK];
	nodemask_t used = NODE_MASK_NONE;
	char order[MAX_NUMNODES * 4];
	unsigned int at = 0, len = 0;
	int other, i;

	add_node(&pgdat->node_zonelists[ZONELIST_NOFALLBACK], 0, nid);
	for (other = nid; other != NUMA_NO_NODE; other = nearest(nid, &used)) {
		node_set(other, used);
		at = add_node(all, at, other);
		len += scnprintf(order + len, sizeof(order) - len, " %d", other);
	}
	if (num_online_nodes() > 1)
		pr_info("Fallback order for Node %d:%s\n", nid, order);
	for (i = 0; i < MAX_NR_ZONES; i++)
		pgdat->preferred[i] = first_zones_zonelist(all, i, NULL)->zone;
}

/* Nodes of CPUs that have no memory themselves borrow the nearest one. */
static void __init set_memory_nodes(void)
{
	nodemask_t none = NODE_MASK_NONE;
	int nid;

	for (nid = 0; nid < MAX_NUMNODES; nid++)
		memory_node[nid] = node_online(nid) ? nid : nearest(nid, &none);
}

void __init zonelists_init(void)
{
	int nid;

	for_each_online_node(nid)
		make_lists(nid);
	set_memory_nodes();
}
