/* SPDX-License-Identifier: MIT */
/* byteorder.h - integers of a fixed byte order, and the CPU's */
#ifndef _LINUX_BYTEORDER_H
#define _LINUX_BYTEORDER_H

#include <linux/types.h>
#include <linux/swab.h>

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#ifndef __LITTLE_ENDIAN
#define __LITTLE_ENDIAN 1234
#endif
#define __LITTLE_ENDIAN_BITFIELD
#define CONFIG_CPU_LITTLE_ENDIAN 1
#define __order_le(bits, x)	 (x)
#define __order_be(bits, x)	 swab##bits(x)
#else
#ifndef __BIG_ENDIAN
#define __BIG_ENDIAN 4321
#endif
#define __BIG_ENDIAN_BITFIELD
#define CONFIG_CPU_BIG_ENDIAN 1
#define __order_le(bits, x)   swab##bits(x)
#define __order_be(bits, x)   (x)
#endif

#define cpu_to_le16(x)		  ((__le16)__order_le(16, (u16)(x)))
#define le16_to_cpu(x)		  ((u16)__order_le(16, (u16)(x)))
#define __cpu_to_le16(x)	  cpu_to_le16(x)
#define __le16_to_cpu(x)	  le16_to_cpu(x)
#define __constant_cpu_to_le16(x) cpu_to_le16(x)
#define __constant_le16_to_cpu(x) le16_to_cpu(x)
#define cpu_to_le32(x)		  ((__le32)__order_le(32, (u32)(x)))
#define le32_to_cpu(x)		  ((u32)__order_le(32, (u32)(x)))
#define __cpu_to_le32(x)	  cpu_to_le32(x)
#define __le32_to_cpu(x)	  le32_to_cpu(x)
#define __constant_cpu_to_le32(x) cpu_to_le32(x)
#define __constant_le32_to_cpu(x) le32_to_cpu(x)
#define cpu_to_le64(x)		  ((__le64)__order_le(64, (u64)(x)))
#define le64_to_cpu(x)		  ((u64)__order_le(64, (u64)(x)))
#define __cpu_to_le64(x)	  cpu_to_le64(x)
#define __le64_to_cpu(x)	  le64_to_cpu(x)
#define __constant_cpu_to_le64(x) cpu_to_le64(x)
#define __constant_le64_to_cpu(x) le64_to_cpu(x)
#define cpu_to_be16(x)		  ((__be16)__order_be(16, (u16)(x)))
#define be16_to_cpu(x)		  ((u16)__order_be(16, (u16)(x)))
#define __cpu_to_be16(x)	  cpu_to_be16(x)
#define __be16_to_cpu(x)	  be16_to_cpu(x)
#define __constant_cpu_to_be16(x) cpu_to_be16(x)
#define __constant_be16_to_cpu(x) be16_to_cpu(x)
#define cpu_to_be32(x)		  ((__be32)__order_be(32, (u32)(x)))
#define be32_to_cpu(x)		  ((u32)__order_be(32, (u32)(x)))
#define __cpu_to_be32(x)	  cpu_to_be32(x)
#define __be32_to_cpu(x)	  be32_to_cpu(x)
#define __constant_cpu_to_be32(x) cpu_to_be32(x)
#define __constant_be32_to_cpu(x) be32_to_cpu(x)
#define cpu_to_be64(x)		  ((__be64)__order_be(64, (u64)(x)))
#define be64_to_cpu(x)		  ((u64)__order_be(64, (u64)(x)))
#define __cpu_to_be64(x)	  cpu_to_be64(x)
#define __be64_to_cpu(x)	  be64_to_cpu(x)
#define __constant_cpu_to_be64(x) cpu_to_be64(x)
#define __constant_be64_to_cpu(x) be64_to_cpu(x)

static inline u16 le16_to_cpup(const __le16 *p)
{
	return le16_to_cpu(*p);
}
static inline __le16 cpu_to_le16p(const u16 *p)
{
	return cpu_to_le16(*p);
}
static inline void le16_to_cpus(__le16 *p)
{
	*p = le16_to_cpu(*p);
}
static inline void cpu_to_le16s(u16 *p)
{
	*p = cpu_to_le16(*p);
}
static inline void le16_add_cpu(__le16 *p, u16 val)
{
	*p = cpu_to_le16(le16_to_cpu(*p) + val);
}
static inline u32 le32_to_cpup(const __le32 *p)
{
	return le32_to_cpu(*p);
}
static inline __le32 cpu_to_le32p(const u32 *p)
{
	return cpu_to_le32(*p);
}
static inline void le32_to_cpus(__le32 *p)
{
	*p = le32_to_cpu(*p);
}
static inline void cpu_to_le32s(u32 *p)
{
	*p = cpu_to_le32(*p);
}
static inline void le32_add_cpu(__le32 *p, u32 val)
{
	*p = cpu_to_le32(le32_to_cpu(*p) + val);
}
static inline u64 le64_to_cpup(const __le64 *p)
{
	return le64_to_cpu(*p);
}
static inline __le64 cpu_to_le64p(const u64 *p)
{
	return cpu_to_le64(*p);
}
static inline void le64_to_cpus(__le64 *p)
{
	*p = le64_to_cpu(*p);
}
static inline void cpu_to_le64s(u64 *p)
{
	*p = cpu_to_le64(*p);
}
static inline void le64_add_cpu(__le64 *p, u64 val)
{
	*p = cpu_to_le64(le64_to_cpu(*p) + val);
}
static inline u16 be16_to_cpup(const __be16 *p)
{
	return be16_to_cpu(*p);
}
static inline __be16 cpu_to_be16p(const u16 *p)
{
	return cpu_to_be16(*p);
}
static inline void be16_to_cpus(__be16 *p)
{
	*p = be16_to_cpu(*p);
}
static inline void cpu_to_be16s(u16 *p)
{
	*p = cpu_to_be16(*p);
}
static inline void be16_add_cpu(__be16 *p, u16 val)
{
	*p = cpu_to_be16(be16_to_cpu(*p) + val);
}
static inline u32 be32_to_cpup(const __be32 *p)
{
	return be32_to_cpu(*p);
}
static inline __be32 cpu_to_be32p(const u32 *p)
{
	return cpu_to_be32(*p);
}
static inline void be32_to_cpus(__be32 *p)
{
	*p = be32_to_cpu(*p);
}
static inline void cpu_to_be32s(u32 *p)
{
	*p = cpu_to_be32(*p);
}
static inline void be32_add_cpu(__be32 *p, u32 val)
{
	*p = cpu_to_be32(be32_to_cpu(*p) + val);
}
static inline u64 be64_to_cpup(const __be64 *p)
{
	return be64_to_cpu(*p);
}
static inline __be64 cpu_to_be64p(const u64 *p)
{
	return cpu_to_be64(*p);
}
static inline void be64_to_cpus(__be64 *p)
{
	*p = be64_to_cpu(*p);
}
static inline void cpu_to_be64s(u64 *p)
{
	*p = cpu_to_be64(*p);
}
static inline void be64_add_cpu(__be64 *p, u64 val)
{
	*p = cpu_to_be64(be64_to_cpu(*p) + val);
}
static inline void le32_to_cpu_array(u32 *buf, unsigned int words)
{
	for (; words--; buf++)
		*buf = le32_to_cpu(*buf);
}
static inline void cpu_to_le32_array(u32 *buf, unsigned int words)
{
	for (; words--; buf++)
		*buf = cpu_to_le32(*buf);
}
static inline void be32_to_cpu_array(u32 *dst, const __be32 *src, size_t len)
{
	for (; len--; dst++, src++)
		*dst = be32_to_cpu(*src);
}
static inline void cpu_to_be32_array(__be32 *dst, const u32 *src, size_t len)
{
	for (; len--; dst++, src++)
		*dst = cpu_to_be32(*src);
}

#define htonl(x) cpu_to_be32(x)
#define htons(x) cpu_to_be16(x)
#define ntohl(x) be32_to_cpu(x)
#define ntohs(x) be16_to_cpu(x)

#endif
