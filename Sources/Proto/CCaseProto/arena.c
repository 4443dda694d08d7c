// SPDX-License-Identifier: Apache-2.0
#include "arena.h"

#include <stdlib.h>

// Blocks double from what the caller asks up to this.
#define LARGEST_BLOCK ((size_t)1 << 20)
#define SMALLEST_BLOCK ((size_t)256)
#define STEP ((size_t)16)

struct cp_arena_block {
    struct cp_arena_block *previous;
    size_t size;
};

_Static_assert(sizeof(struct cp_arena_block) == STEP, "blocks must keep the alignment");

void cp_arena_start(cp_arena *arena, size_t first, size_t limit, size_t stack) {
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    arena->blocks = NULL;
    arena->next = NULL;
    arena->left = 0;
    arena->grow = first < SMALLEST_BLOCK ? SMALLEST_BLOCK : first;
    arena->reserved = 0;
    arena->limit = limit;
    arena->floor = here > stack ? here - stack : 0;
    arena->refusal = CP_ARENA_FINE;
}

static void *refuse(cp_arena *arena, cp_arena_refusal why) {
    arena->refusal = why;
    return NULL;
}

// A block of `size` bytes, header included, on the list. Its room starts after the header.
static unsigned char *add_block(cp_arena *arena, size_t size) {
    struct cp_arena_block *block = malloc(size);
    if (block == NULL) {
        return refuse(arena, CP_ARENA_NO_MEMORY);
    }
    block->previous = arena->blocks;
    block->size = size;
    arena->blocks = block;
    arena->reserved += size;
    return (unsigned char *)(block + 1);
}

void *cp_arena_alloc(cp_arena *arena, size_t size) {
    if ((uintptr_t)__builtin_frame_address(0) < arena->floor) {
        return refuse(arena, CP_ARENA_TOO_DEEP);
    }
    if (size > arena->limit) {
        return refuse(arena, CP_ARENA_TOO_LARGE);
    }
    // NULL means refused, so nothing is asked for still gets an address of its own.
    size_t rounded = size == 0 ? STEP : (size + STEP - 1) / STEP * STEP;
    if (rounded > arena->left) {
        size_t needed = rounded + sizeof(struct cp_arena_block);
        size_t allowance = arena->limit - arena->reserved;
        if (needed > allowance) {
            return refuse(arena, CP_ARENA_TOO_LARGE);
        }
        // A large piece gets a block to itself, so that the room left in this one is not lost.
        if (needed > LARGEST_BLOCK / 4 && arena->left > 0) {
            return add_block(arena, needed);
        }
        size_t block_size = arena->grow < needed ? needed : arena->grow;
        if (block_size > allowance) {
            block_size = allowance;
        }
        unsigned char *room = add_block(arena, block_size);
        if (room == NULL) {
            return NULL;
        }
        arena->next = room;
        arena->left = block_size - sizeof(struct cp_arena_block);
        arena->grow = arena->grow < LARGEST_BLOCK / 2 ? arena->grow * 2 : LARGEST_BLOCK;
    }
    void *piece = arena->next;
    arena->next += rounded;
    arena->left -= rounded;
    return piece;
}

void cp_arena_clear(cp_arena *arena) {
    struct cp_arena_block *block = arena->blocks;
    while (block != NULL) {
        struct cp_arena_block *previous = block->previous;
        free(block);
        block = previous;
    }
    arena->blocks = NULL;
    arena->next = NULL;
    arena->left = 0;
    arena->reserved = 0;
}

static void *allocate(void *data, size_t size) {
    return cp_arena_alloc(data, size);
}

static void ignore_free(void *data, void *pointer) {
    (void)data;
    (void)pointer;
}

ProtobufCAllocator cp_arena_allocator(cp_arena *arena) {
    ProtobufCAllocator allocator = {
        .alloc = allocate,
        .free = ignore_free,
        .allocator_data = arena,
    };
    return allocator;
}
