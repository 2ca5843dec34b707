# expectations.awk SOURCE DIAGNOSTICS: do the compiler's diagnostics agree with the comments in
# SOURCE?  Variables: name, the source as the compiler names it; status, the compiler's.

FNR == 1 { file++ }

file == 1 {
  rest = $0
  while (match (rest, /expect: (error|warning|note) [0-9]+: /)) {
    head = substr (rest, RSTART, RLENGTH)
    rest = substr (rest, RSTART + RLENGTH)
    split (head, word, " ")
    end = index (rest, " */")
    sub (/:$/, "", word[3])
    count++
    place[count] = FNR ":" word[3]
    kind[count] = word[2]
    text[count] = substr (rest, 1, end - 1)
    if (word[2] == "error")
      errors++
  }
  next
}

# A diagnostic: FILE:LINE:COLUMN: KIND: MESSAGE, or one without a place.
/(error|warning|note): / && !/^(In file|cc1|   )/ || /^cc1(plus)?: / {
  matched = 0
  for (i = 1; i <= count; i++)
    if (!seen[i] && index ($0, name ":" place[i] ": " kind[i] ": " text[i]) == 1) {
      seen[i] = matched = 1
      break
    }
  if (!matched && !/: note: /) {
    print "not expected: " $0
    bad = 1
  }
}

/internal compiler error/ { print "not expected: " $0; bad = 1 }

END {
  for (i = 1; i <= count; i++)
    if (!seen[i]) {
      print "missing: " name ":" place[i] ": " kind[i] ": " text[i]
      bad = 1
    }
  if ((errors > 0) != (status != 0)) {
    print "exit status " status " with " errors + 0 " expected errors"
    bad = 1
  }
  exit bad
}
