#pragma once
#include <libxml/xmlversion.h>
/* Else <unicode/...> lands in this module and clashes with the ICU of Swift's Foundation. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>
