package io.setoff.store;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test has opened, closed in the opposite order. */
final class Opened {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T opened) {
    open.push(opened);
    return opened;
  }

  /** How many there are now. */
  int size() {
    return open.size();
  }

  void closeAll() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
