needs=gcc

work() {
  cat >hello.c <<'SOURCE'
#include <stdio.h>
#include <math.h>
int main(int count, char** words) {
  (void)words;
  return printf("%.3f\n", sqrt(count + 1.0)) != 6;
}
SOURCE
  under gcc -O2 -Wall -pipe -o hello hello.c -lm
  ./hello
}
