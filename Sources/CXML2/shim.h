// The system's libxml2: XML that is not well formed, and HTML.
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// xmlFree is a variable that holds a function; Swift may not read it from several threads.
static inline void c_tocsin_xml_free(void *memory) { xmlFree(memory); }
