// The system's libcurl: HTTP, HTTPS and SMTP. Only CTocsinCurl may include this box.
#include <curl/curl.h>
