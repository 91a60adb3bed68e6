# what: templates that double at every level
# expect: OLE | RTE | TLE-c | MLE
# tools: yes
cat > a.cpp <<'X'
template <int N, int M> struct A { A<N - 1, 2 * M> a; A<N - 1, 2 * M + 1> b; };
template <int M> struct A<0, M> { int x; };
A<40, 1> a;
X
exec g++ -c a.cpp
