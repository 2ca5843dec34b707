/* Dates as the ledger writes them: "2026-05-01", "2026-05-01T09:30:00Z".  */
#ifndef LOADBEARING_DATES_H
#define LOADBEARING_DATES_H

#include <stdbool.h>

/* True if TEXT is a date of the calendar, with or without a time in UTC.  */
bool date_valid (const char *text);
/* The day number of a valid date: differences are in days.  */
long date_day (const char *text);
/* Today in UTC, or what --now said: "YYYY-MM-DD" in OUT, which holds 11 bytes.  */
void date_today (char *out);
/* The same with the time, "YYYY-MM-DDTHH:MM:SSZ", 21 bytes; --now without a time is midnight.  */
void date_time_now (char *out);
/* One second after TEXT (either form), in OUT, 21 bytes.  */
void date_time_after (const char *text, char *out);

#endif
