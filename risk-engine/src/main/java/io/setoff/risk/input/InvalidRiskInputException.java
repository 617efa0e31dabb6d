package io.setoff.risk.input;

/** An input that no calculation can use: names the field and the rule that it breaks. */
public final class InvalidRiskInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String rule;

  /**
   * A refused input.
   *
   * @param field path of the field, as {@code holdings[3].strike}
   * @param rule what must hold, as {@code must be greater than 0, is -1}
   */
  public InvalidRiskInputException(String field, String rule) {
    super(field + " " + rule);
    this.field = field;
    this.rule = rule;
  }

  public String field() {
    return field;
  }

  public String rule() {
    return rule;
  }
}
