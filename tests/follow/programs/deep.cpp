// Several threads, one of which calls deep into a shared library.
#include <thread>
#include <vector>

namespace deep {
long enter(long value);
}

int main() {
  std::vector<std::thread> idle;
  for (int i = 0; i < 3; ++i)
    idle.emplace_back([] { std::this_thread::yield(); });
  std::thread([] { deep::enter(100); }).join();
  for (std::thread& thread : idle)
    thread.join();
}
