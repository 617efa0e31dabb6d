package io.setoff.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What the virtual machine has kept of an earlier start of the gateway (JEP 483, 514, 515): classes
 * that are loaded and linked, and profiles. The launcher says where, and only names a cache that is
 * as new as the build; the virtual machine itself ignores one that was made of other jars.
 */
final class AotCache {
  /** Folder; set by the launcher. */
  private static final String FOLDER = "setoff.aot";

  private static final String NAME = "gateway.aot";

  /** Without them it warns of a cache that it ignores, and tells what it keeps. */
  private static final List<String> SILENTLY = List.of("-Xlog:aot*=off", "-Xlog:cds*=off");

  private final Optional<Path> folder;

  AotCache() {
    this.folder = Optional.ofNullable(System.getProperty(FOLDER)).map(Path::of);
  }

  /** Whether there is none yet, and one is to be made. */
  boolean isMissing() {
    return folder.isPresent() && !Files.exists(cache().orElseThrow());
  }

  private Optional<Path> cache() {
    return folder.map(path -> path.resolve(NAME));
  }

  private Optional<Path> growing() {
    return folder.map(path -> path.resolve(NAME + ".new"));
  }

  /** Options of a process that starts with it. */
  List<String> use() {
    return cache()
        .filter(Files::exists)
        .map(path -> options("-XX:AOTCache=" + path))
        .orElse(List.of());
  }

  /** Options of a process that makes it when it ends; see {@link #keep}. */
  List<String> make() {
    return growing().map(path -> options("-XX:AOTCacheOutput=" + path)).orElse(List.of());
  }

  private static List<String> options(String option) {
    return List.of(option, SILENTLY.getFirst(), SILENTLY.getLast());
  }

  /** After the process that made it has ended by itself: one that is not whole is never found. */
  void keep() {
    try {
      if (growing().filter(Files::exists).isPresent()) {
        Files.move(growing().orElseThrow(), cache().orElseThrow(), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new DemoException("cannot keep " + cache().orElseThrow() + ": " + e, e);
    }
  }
}
