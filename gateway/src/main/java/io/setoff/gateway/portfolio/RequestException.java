package io.setoff.gateway.portfolio;

/** A request that cannot be answered, with the field and the rule that say why. */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Which kind of refusal; the names are those of gRPC. */
  public enum Code {
    INVALID_ARGUMENT,
    NOT_FOUND,
    FAILED_PRECONDITION,
    RESOURCE_EXHAUSTED,
    DEADLINE_EXCEEDED,
    UNAVAILABLE
  }

  private final Code code;
  private final String field;

  public RequestException(Code code, String field, String rule) {
    super(field + ": " + rule);
    this.code = code;
    this.field = field;
  }

  public static RequestException invalid(String field, String rule) {
    return new RequestException(Code.INVALID_ARGUMENT, field, rule);
  }

  public Code code() {
    return code;
  }

  public String field() {
    return field;
  }
}
