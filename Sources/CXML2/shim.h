// The system's libxml2: XML that is not well formed, and HTML.
#include <libxml/xmlversion.h>
// Some builds pull in the system's ICU, whose types clash with those of Swift's Foundation; the one
// record that differs (xmlCharEncodingHandler) is not used here.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// xmlFree is a variable that holds a function; Swift may not read it from several threads.
static inline void c_tocsin_xml_free(void *memory) { xmlFree(memory); }
