package io.setoff.cli;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.model.Text;
import java.util.stream.Collectors;

/** Turns failures into a sentence that says what to do. */
final class Failures {
  /** What grpc-java says of an answer that is none of gRPC. */
  private static final String NO_GRPC = "HTTP status code";

  private Failures() {}

  /**
   * One line; more where the end of a log is quoted.
   *
   * @param url of the gateway that was asked
   */
  static String explain(Exception error, String url) {
    if (error instanceof StatusRuntimeException call) {
      Status status = call.getStatus();
      String description = String.valueOf(status.getDescription());
      if (status.getCode() == Status.Code.UNAVAILABLE && status.getCause() != null) {
        return "no gateway answers at "
            + url
            + "; start one with ./setoff demo or ./setoff run, or name it with --url";
      }
      return description.startsWith(NO_GRPC)
          ? url + " does not answer gRPC: --url takes the gateway's gRPC port, not the page's"
          : Text.plain(description);
    }
    return String.valueOf(error.getMessage())
        .lines()
        .map(Text::plain)
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
