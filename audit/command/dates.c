/* Dates: see dates.h.  All in UTC, so that two people in two time zones agree on which
   of two entries is newer.  */
#include "dates.h"

#include "options.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool
digits (const char *text, unsigned count)
{
  for (unsigned i = 0; i < count; i++)
    if (!isdigit ((unsigned char) text[i]))
      return false;
  return true;
}

static bool
is_leap (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool
date_valid (const char *text)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  if (strlen (text) < 10 || !digits (text, 4) || text[4] != '-' || !digits (text + 5, 2) || text[7] != '-'
      || !digits (text + 8, 2))
    return false;
  int year = atoi (text), month = atoi (text + 5), day = atoi (text + 8);
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > lengths[month - 1] + (month == 2 && is_leap (year)))
    return false;
  if (text[10] == '\0')
    return true;
  const char *t = text + 10;
  return strlen (t) == 10 && t[0] == 'T' && digits (t + 1, 2) && t[3] == ':' && digits (t + 4, 2) && t[6] == ':'
         && digits (t + 7, 2) && t[9] == 'Z' && atoi (t + 1) < 24 && atoi (t + 4) < 60 && atoi (t + 7) < 60;
}

static time_t
date_seconds (const char *text)
{
  struct tm tm;
  memset (&tm, 0, sizeof tm);
  tm.tm_year = atoi (text) - 1900;
  tm.tm_mon = atoi (text + 5) - 1;
  tm.tm_mday = atoi (text + 8);
  if (text[10] == 'T') {
    tm.tm_hour = atoi (text + 11);
    tm.tm_min = atoi (text + 14);
    tm.tm_sec = atoi (text + 17);
  }
  return timegm (&tm);
}

long
date_day (const char *text)
{
  return (long) (date_seconds (text) / 86400);
}

static void
write_time (time_t seconds, char *out)
{
  struct tm tm;
  gmtime_r (&seconds, &tm);
  strftime (out, 21, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

void
date_time_now (char *out)
{
  write_time (settings.now ? date_seconds (settings.now) : time (NULL), out);
}

void
date_today (char *out)
{
  char now[21];
  date_time_now (now);
  memcpy (out, now, 10);
  out[10] = '\0';
}

void
date_time_after (const char *text, char *out)
{
  write_time (date_seconds (text) + 1, out);
}
