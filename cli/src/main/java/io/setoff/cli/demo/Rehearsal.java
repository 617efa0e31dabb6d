package io.setoff.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks what a user may ask next, in a process that keeps what it has loaded: the command line's AOT
 * cache comes of it. Without one it is slower, and nothing else.
 *
 * @param home of the project
 * @param folder of the log
 * @param url of the gateway's gRPC
 * @param account to ask about
 */
record Rehearsal(Path home, Path folder, String url, String account) {
  /** The launcher's way to start the command line so that it makes its cache. */
  private static final String LAUNCHER = "setoff";

  void play() {
    List<String> command = new ArrayList<>();
    command.add(home.resolve(LAUNCHER).toString());
    command.addAll(List.of("rehearse", account, url));
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("rehearsal.log").toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new DemoException("cannot start " + LAUNCHER + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
