// SPDX-License-Identifier: Apache-2.0
// An arena for one message: all that unpacking or packing allocates, freed at once. It is also
// the guard that protobuf-c lacks: a limit on bytes and a floor under the stack.
#ifndef CASED_PROTO_ARENA_H
#define CASED_PROTO_ARENA_H

#include <protobuf-c/protobuf-c.h>
#include <stddef.h>
#include <stdint.h>

// Why the arena last said no.
typedef enum {
    CP_ARENA_FINE = 0,
    CP_ARENA_TOO_DEEP = 1,
    CP_ARENA_TOO_LARGE = 2,
    CP_ARENA_NO_MEMORY = 3,
} cp_arena_refusal;

struct cp_arena_block;

typedef struct {
    struct cp_arena_block *blocks;
    unsigned char *next;
    size_t left;
    // size of the next block, bytes
    size_t grow;
    // bytes taken from malloc, block headers included; never above limit
    size_t reserved;
    size_t limit;
    // lowest address that a stack frame may have
    uintptr_t floor;
    cp_arena_refusal refusal;
} cp_arena;

// first: bytes of the first block; limit: bytes in all; stack: bytes below the caller's frame.
void cp_arena_start(cp_arena *arena, size_t first, size_t limit, size_t stack);

// 16-byte aligned, not zeroed; NULL when refused, and then arena->refusal says why.
void *cp_arena_alloc(cp_arena *arena, size_t size);

// Frees everything. The arena may be started again.
void cp_arena_clear(cp_arena *arena);

// For protobuf-c: allocates from the arena, its free does nothing. The arena must stay in place.
ProtobufCAllocator cp_arena_allocator(cp_arena *arena);

#endif
