#include "CLibXML2Shims.h"
#include <libxml/globals.h>

void cxml_free(void *pointer) {
  xmlFree(pointer);
}
