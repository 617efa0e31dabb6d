package io.setoff.gateway.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * URLs of nodes, which often hold a key: {@code file:/PATH} stands for the URL that is all that a
 * file holds, such as a mounted secret. No message repeats what was read.
 */
final class NodeUrls {
  private static final String FILE = "file:";

  private NodeUrls() {}

  static URI http(String text) {
    return read(text, Values::httpUrl);
  }

  static URI socket(String text) {
    return read(text, Values::socketUrl);
  }

  private static URI read(String text, Function<String, URI> parse) {
    if (!text.startsWith(FILE)) {
      return parse.apply(text);
    }
    Path file = Path.of(text.substring(FILE.length()));
    if (!file.isAbsolute()) {
      throw new IllegalArgumentException("expects file: with an absolute path, not " + text);
    }
    String url;
    try {
      url = Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file, e);
    }
    try {
      return parse.apply(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }
}
