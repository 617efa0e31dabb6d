package io.setoff.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that is started again whenever it dies, until the demo ends. It ends with the demo. */
final class SupervisedProcess implements AutoCloseable {
  /** One that dies at once does not take the machine. */
  private static final long RESTART_MILLIS = 500;

  private static final int CONNECT_MILLIS = 1_000;

  private final String name;
  private final List<String> command;
  private final int port;
  private final Path log;
  private final Progress progress;
  private final AtomicInteger deaths = new AtomicInteger();
  private volatile boolean ended;
  private volatile Process process;

  /**
   * Starts it.
   *
   * @param name for people
   * @param command ends when its standard input does; the process that counts is its newest
   *     descendant, or itself
   * @param port at which it listens when it is up
   * @param log is appended to
   */
  SupervisedProcess(String name, List<String> command, int port, Path log, Progress progress) {
    this.name = name;
    this.command = List.copyOf(command);
    this.port = port;
    this.log = log;
    this.progress = progress;
    this.process = start();
  }

  private Process start() {
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      var _ =
          started
              .onExit()
              .thenAcceptAsync(
                  this::died,
                  CompletableFuture.delayedExecutor(RESTART_MILLIS, TimeUnit.MILLISECONDS));
      return started;
    } catch (IOException e) {
      throw new DemoException("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  private synchronized void died(Process exited) {
    if (ended) {
      return;
    }
    deaths.incrementAndGet();
    progress.say(name + " has died (" + exited.exitValue() + ") and is started again");
    process = start();
  }

  String name() {
    return name;
  }

  /** How often it has died. */
  int deaths() {
    return deaths.get();
  }

  /** Whether it is up. */
  boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private ProcessHandle handle() {
    ProcessHandle own = process.toHandle();
    return own.children().findFirst().orElse(own);
  }

  /** Of the program itself. */
  long pid() {
    return handle().pid();
  }

  /** SIGKILL, to the program itself. */
  void kill() {
    handle().destroyForcibly();
  }

  /** Tells it to end; see {@link #close}. */
  synchronized void end() {
    ended = true;
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      process.destroy();
    }
  }

  @Override
  public void close() {
    end();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        handle().destroyForcibly();
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
