#pragma once

/// Frees what libxml2 returned as a new string; `xmlFree` itself is a mutable global that Swift 6 refuses.
void cxml_free(void *pointer);
