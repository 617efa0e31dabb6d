package io.setoff.model;

/** Foreign text, fit to be shown: short, and without what a terminal takes for a command. */
public final class Text {
  private static final int LIMIT = 80;

  private Text() {}

  /** Whether every character is one that can be seen, or a space. */
  public static boolean isPlain(String text) {
    return text.chars().noneMatch(c -> isHidden((char) c));
  }

  /** The text with what cannot be seen as {@code \\u001b}, so that it cannot act on a terminal. */
  public static String plain(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(isHidden(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return plain.toString();
  }

  /** Control characters, ends of lines, and marks that turn the direction of writing. */
  public static boolean isHidden(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** At most 80 characters of {@code text}, with an ellipsis when it was longer. */
  public static String shorten(String text) {
    return text.length() <= LIMIT
        ? text
        : text.substring(0, LIMIT) + "… (" + text.length() + " characters)";
  }
}
