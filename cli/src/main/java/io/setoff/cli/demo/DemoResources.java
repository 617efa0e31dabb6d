package io.setoff.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/** What the demo started. It ends with this process: by itself, by an error or by Ctrl-C. */
final class DemoResources {
  private final Path folder;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Watchdog watchdog = new Watchdog(this::endAtOnce);
  private volatile boolean keepsFolder;

  private DemoResources(Path folder) {
    this.folder = folder;
  }

  static DemoResources closedWithThisProcess() throws IOException {
    DemoResources resources = new DemoResources(Files.createTempDirectory("setoff-demo"));
    Runtime.getRuntime().addShutdownHook(new Thread(resources::close));
    return resources;
  }

  /** Whoever waits for a process that has died would wait for ever. */
  private void endAtOnce(String death) {
    System.err.println("setoff: " + death);
    keepFolder();
    System.exit(1);
  }

  /** Ends the demo when one of its processes does. */
  Watchdog watchdog() {
    return watchdog;
  }

  /** Holds the chains' files, the gateway's store and the logs. */
  Path folder() {
    return folder;
  }

  synchronized <T extends AutoCloseable> T keep(T resource) {
    running.push(resource);
    return resource;
  }

  /** After a failure: the logs are wanted. */
  void keepFolder() {
    keepsFolder = true;
  }

  private synchronized void close() {
    watchdog.end();
    for (AutoCloseable resource : running) {
      try {
        resource.close();
      } catch (Exception e) {
        System.err.println("setoff: cannot end " + resource + ":");
        e.printStackTrace(System.err);
      }
    }
    if (keepsFolder) {
      System.err.println("setoff: the logs are in " + folder);
    } else {
      delete();
    }
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println("setoff: left behind " + folder + ": " + e);
    }
  }
}
