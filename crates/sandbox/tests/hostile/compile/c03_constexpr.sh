# what: an endless evaluation at compile time
# expect: RTE | TLE-c | MLE
# tools: yes
cat > a.cpp <<'X'
constexpr unsigned long f(unsigned long n) { unsigned long s = 0; for (unsigned long i = 0; i < n; ++i) s += i * i; return s; }
static_assert(f(1ul << 60) != 1);
X
exec g++ -std=c++20 -fconstexpr-ops-limit=1000000000000 -fconstexpr-loop-limit=2147483647 -c a.cpp
