// Softens a picture (binary PGM). It opens its files, drops to computing, and only then looks
// at what is in them: whoever drew the picture cannot make it do more than draw another.
//   blur IN.pgm OUT.pgm [--try-open]
#include "blur_filter.h"

#include <callgate/names.h>
#include <callgate/reporter.h>
#include <callgate/runtime.h>

#include <err.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <string>

static int open_file(const char* path, int flags) {
  const int file = open(path, flags | O_CLOEXEC, 0666);
  if (file == -1) err(1, "%s", path);
  return file;
}

static void drop_to_computing() {
  static callgate::ReporterStorage<16> storage;
  callgate::ReporterOptions options;
  options.name_of = callgate::name_of;
  const callgate::ReporterStatus reporter = callgate::install_reporter(storage, options);
  if (!reporter.installed()) errx(1, "cannot report: %s", reporter.message());
  const callgate::Status status = callgate::load(callgate::Filter(blur_filter));
  if (!status.ok()) errx(1, "cannot drop: %s", status.message());
}

// Not by stdio or iostreams, which ask what kind of file it is (fstat).
static std::string read_all(int file) {
  std::string all;
  char piece[4096];
  ssize_t got = 0;
  while ((got = read(file, piece, sizeof piece)) > 0)
    all.append(piece, static_cast<std::size_t>(got));
  if (got == -1) err(1, "cannot read");
  return all;
}

// Every pixel becomes the mean of itself and the one to its right.
static std::string blurred(std::string image) {
  std::size_t width = 0, height = 0;
  int header = 0;
  std::sscanf(image.c_str(), "P5 %5zu %5zu 255%n", &width, &height, &header);
  const std::size_t first = static_cast<std::size_t>(header) + 1;
  if (header == 0 || image.size() < first + width * height) errx(1, "the input is no whole PGM");
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x + 1 < width; ++x) {
      char* const pixel = &image[first + y * width + x];
      const int sum = static_cast<unsigned char>(pixel[0]) + static_cast<unsigned char>(pixel[1]);
      pixel[0] = static_cast<char>(sum / 2);
    }
  return image;
}

int main(int argc, char** argv) {
  if (argc < 3) errx(2, "usage: blur IN.pgm OUT.pgm [--try-open]");
  const int in = open_file(argv[1], O_RDONLY);
  const int out = open_file(argv[2], O_WRONLY | O_CREAT | O_TRUNC);
  drop_to_computing();
  if (argc > 3 && std::string(argv[3]) == "--try-open") open_file(argv[1], O_RDONLY);

  const std::string image = blurred(read_all(in));
  for (std::size_t done = 0; done < image.size();) {
    const ssize_t put = write(out, image.data() + done, image.size() - done);
    if (put == -1) err(1, "%s", argv[2]);
    done += static_cast<std::size_t>(put);
  }
}
