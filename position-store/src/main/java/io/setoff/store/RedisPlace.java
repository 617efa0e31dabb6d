package io.setoff.store;

/**
 * Where a chain is.
 *
 * @param generation that counts
 * @param name of the newest step; empty before the first
 */
record RedisPlace(long generation, String name) {
  static final RedisPlace NOWHERE = new RedisPlace(0, "");

  static RedisPlace decode(String text) {
    int space = text.indexOf(' ');
    return new RedisPlace(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
  }

  String encode() {
    return generation + " " + name;
  }
}
