package io.setoff.cli;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Turns failures into one line that says what to do. */
final class Failures {
  private Failures() {}

  static String explain(Exception error) {
    if (error instanceof StatusRuntimeException call) {
      Status status = call.getStatus();
      String description = String.valueOf(status.getDescription());
      return status.getCode() == Status.Code.UNAVAILABLE && status.getCause() != null
          ? "no gateway answers there; start one with ./setoff demo or ./setoff run, or name it"
              + " with --url"
          : description;
    }
    return String.valueOf(error.getMessage());
  }
}
