package io.setoff.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where the time goes: the stages, one after the other, and when the page could be used. */
final class Stages {
  /** Unix milliseconds at which the launcher was called; set by it. */
  private static final String STARTED = "setoff.started";

  private final Clock clock;
  private final Instant started;
  private final List<Stage> done = new ArrayList<>();
  private Instant since;
  private Duration page = Duration.ZERO;

  private record Stage(String name, Duration took) {}

  /**
   * Nothing is done yet.
   *
   * @param started when the command was given
   */
  Stages(Clock clock, Instant started) {
    this.clock = clock;
    this.started = started;
    this.since = started;
  }

  /** Since the launcher was called, or else since this process began. */
  static Stages sinceTheCommand(Clock clock) {
    return new Stages(
        clock,
        Instant.ofEpochMilli(
            Long.getLong(
                STARTED,
                ProcessHandle.current()
                    .info()
                    .startInstant()
                    .orElseGet(clock::instant)
                    .toEpochMilli())));
  }

  /** A stage has ended, and the next begins. */
  void done(String name) {
    Instant now = clock.instant();
    done.add(new Stage(name, Duration.between(since, now)));
    since = now;
  }

  /** The page answers from now on. */
  void pageAnswers() {
    page = Duration.between(started, clock.instant());
  }

  /** One line for people. */
  String line() {
    return done.stream()
        .map(stage -> stage.name() + " " + seconds(stage.took()))
        .collect(
            Collectors.joining(
                ", ",
                "took " + seconds(total()) + ": ",
                "; the page answered after " + seconds(page)));
  }

  void put(ObjectNode node) {
    node.put("seconds", decimal(total())).put("page_seconds", decimal(page));
    ArrayNode list = node.putArray("stages");
    for (Stage stage : done) {
      list.addObject().put("stage", stage.name()).put("seconds", decimal(stage.took()));
    }
  }

  private Duration total() {
    return Duration.between(started, since);
  }

  private static String seconds(Duration duration) {
    return decimal(duration) + " s";
  }

  private static String decimal(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1e3);
  }
}
