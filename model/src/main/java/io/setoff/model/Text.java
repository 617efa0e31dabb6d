package io.setoff.model;

/** Keeps foreign text in error messages short. */
public final class Text {
  private static final int LIMIT = 80;

  private Text() {}

  /** At most 80 characters of {@code text}, with an ellipsis when it was longer. */
  public static String shorten(String text) {
    return text.length() <= LIMIT
        ? text
        : text.substring(0, LIMIT) + "… (" + text.length() + " characters)";
  }
}
