// Functions that glibc 2.35 and 2.36 brought, and that static libraries built against them call.
// With these in the program its floor is glibc 2.34, the oldest that Swift's runtime links with.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

// 2.35, used by libgcc to find a function's unwind data when C++ throws.
struct search {
  uintptr_t address;
  struct dl_find_object *result;
};

static int search_object(struct dl_phdr_info *object, size_t size, void *context) {
  struct search *search = context;
  const ElfW(Phdr) *found = NULL, *unwind = NULL;
  (void)size;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &object->dlpi_phdr[i];
    uintptr_t start = object->dlpi_addr + header->p_vaddr;
    if (header->p_type == PT_GNU_EH_FRAME) unwind = header;
    if (header->p_type == PT_LOAD && search->address - start < header->p_memsz) found = header;
  }
  if (!found || !unwind) return 0;
  *search->result = (struct dl_find_object){
    .dlfo_map_start = (void *)(object->dlpi_addr + found->p_vaddr),
    .dlfo_map_end = (void *)(object->dlpi_addr + found->p_vaddr + found->p_memsz),
    .dlfo_eh_frame = (void *)(object->dlpi_addr + unwind->p_vaddr),
  };
  return 1;
}

int _dl_find_object(void *address, struct dl_find_object *result) {
  struct search search = {(uintptr_t)address, result};
  return dl_iterate_phdr(search_object, &search) == 1 ? 0 : -1;
}

// A newer symbol version since 2.35, for its errno alone.
float hypotf(float x, float y) {
  if (isinf(x) || isinf(y)) return INFINITY;
  return (float)sqrt((double)x * x + (double)y * y);
}

// 2.36: random numbers that cannot fail.
void arc4random_buf(void *buffer, size_t size) {
  char *bytes = buffer;
  while (size > 0) {
    size_t part = size < 256 ? size : 256;
    if (getentropy(bytes, part) != 0) abort();
    bytes += part;
    size -= part;
  }
}

uint32_t arc4random(void) {
  uint32_t value;
  arc4random_buf(&value, sizeof value);
  return value;
}
