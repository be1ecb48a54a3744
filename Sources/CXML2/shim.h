#pragma once
#include <libxml/xmlversion.h>
// Debian builds libxml2 with ICU, whose headers would then become part of this module and clash with the
// ICU inside Foundation. Nothing here needs the converters: their declarations are left out.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/tree.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>
