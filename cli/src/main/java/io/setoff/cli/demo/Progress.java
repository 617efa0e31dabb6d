package io.setoff.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** A line for each thing that is done. */
record Progress(PrintWriter out) {

  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** A step of the devnet's story. */
  void step(JsonNode event) {
    say(
        "%3d/%d  %-2s  %s"
            .formatted(
                event.path("n").asInt(),
                event.path("of").asInt(),
                event.path("chain").asText(),
                event.path("title").asText()));
  }
}
