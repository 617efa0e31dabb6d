package io.setoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LibrariesIT {
  /** Of Java 6: the virtual machine keeps no older class in an AOT cache. */
  private static final int OLDEST_KEPT = 50;

  private static final int MAGIC_AND_MINOR_VERSION = 6;

  @Test
  void theClassesThatEveryCommandNeedsCanBeKept() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target/lib"))) {
      List<Path> jars =
          files.filter(file -> file.getFileName().toString().startsWith("picocli-")).toList();
      assertThat(jars).hasSize(1);
      assertThat(version(jars.getFirst())).isGreaterThanOrEqualTo(OLDEST_KEPT);
    }
  }

  private static int version(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        DataInputStream type =
            new DataInputStream(
                file.getInputStream(file.getJarEntry("picocli/CommandLine.class")))) {
      type.skipNBytes(MAGIC_AND_MINOR_VERSION);
      return type.readUnsignedShort();
    }
  }
}
