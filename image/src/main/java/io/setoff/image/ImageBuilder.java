package io.setoff.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Writes the image as a tar, in the format of {@code docker save}. The same parts give the same
 * bytes: times are fixed, files sorted, all belong to root and none can be written by the process.
 */
final class ImageBuilder {
  /** User and group of the process; of nobody on a usual machine. */
  static final String USER = "10001:10001";

  private static final Instant TIME = Instant.ofEpochSecond(1);
  private static final String OWNER = "0:0";
  private static final FilePermissions READABLE = FilePermissions.fromOctalString("444");
  private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("555");
  private static final FilePermissions OF_THE_PROCESS = FilePermissions.fromOctalString("700");
  private static final FilePermissions OF_ALL = FilePermissions.fromOctalString("777");
  private static final int HTTP = 8080;
  private static final int GRPC = 9090;

  private final Path cache;

  /**
   * A builder.
   *
   * @param cache folder for layers
   */
  ImageBuilder(Path cache) {
    this.cache = cache;
  }

  /**
   * Writes the image.
   *
   * @return the digest that pins it
   */
  String write(ImageParts parts, Path tar) throws IOException {
    try {
      JibContainerBuilder image =
          switch (parts.base()) {
            case ImageParts.Base.Empty _ -> Jib.fromScratch();
            case ImageParts.Base.Registry registry -> Jib.from(registry.reference());
          };
      Path empty = Files.createDirectories(cache.resolve("empty"));
      if (parts.root().isPresent()) {
        image.addFileEntriesLayer(layer("runtime", parts.root().get(), "/"));
      }
      Path application = parts.application();
      image
          .addFileEntriesLayer(layer("libraries", application.resolve("lib"), "/opt/setoff/lib"))
          .addFileEntriesLayer(layer("application", application, "/opt/setoff", "lib"))
          .addFileEntriesLayer(folders(parts, empty))
          .setPlatforms(Set.of(new Platform(architecture(), "linux")))
          .setUser(USER)
          .setWorkingDirectory(AbsoluteUnixPath.get("/var/lib/setoff"))
          .setExposedPorts(Set.of(Port.tcp(HTTP), Port.tcp(GRPC)))
          .setEntrypoint(entryPoint(parts.java()))
          .setProgramArguments("--config", "/etc/setoff/setoff.yaml")
          .setCreationTime(TIME)
          .addLabel("org.opencontainers.image.title", "setoff")
          .addLabel("org.opencontainers.image.licenses", "Apache-2.0");
      JibContainer made =
          image.containerize(
              Containerizer.to(TarImage.at(tar).named(parts.name()))
                  .setBaseImageLayersCache(cache.resolve("base"))
                  .setApplicationLayersCache(cache.resolve("layers"))
                  .setToolName("setoff"));
      return made.getDigest().toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (InvalidImageReferenceException
        | RegistryException
        | CacheDirectoryCreationException
        | ExecutionException e) {
      throw new IOException("the image was not made: " + e.getMessage(), e);
    }
  }

  /** As {@code ./setoff run} starts it. */
  private static List<String> entryPoint(String java) {
    return List.of(
        java,
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "--add-modules",
        "jdk.incubator.vector",
        "-XX:+ExitOnOutOfMemoryError",
        "-jar",
        "/opt/setoff/quarkus-run.jar");
  }

  static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name;
  }

  /** What the process may write, and what says what is in the image. */
  private static FileEntriesLayer folders(ImageParts parts, Path empty) {
    return FileEntriesLayer.builder()
        .setName("folders")
        .addEntry(empty, AbsoluteUnixPath.get("/tmp"), OF_ALL, TIME, OWNER)
        .addEntry(empty, AbsoluteUnixPath.get("/var/lib/setoff"), OF_THE_PROCESS, TIME, USER)
        .addEntry(empty, AbsoluteUnixPath.get("/etc/setoff"), EXECUTABLE, TIME, OWNER)
        .addEntry(
            parts.sbom(),
            AbsoluteUnixPath.get("/usr/share/sbom/setoff.cdx.json"),
            READABLE,
            TIME,
            OWNER)
        .build();
  }

  private static FileEntriesLayer layer(String name, Path folder, String target, String... without)
      throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
    Set<String> left = Set.of(without);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted().toList()) {
        Path inside = folder.relativize(file);
        if (inside.toString().isEmpty() || left.contains(inside.getName(0).toString())) {
          continue;
        }
        if (Files.isSymbolicLink(file)) {
          throw new IOException(file + " is a link, which an image has none of");
        }
        boolean executable =
            Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || Files.isExecutable(file);
        layer.addEntry(
            file,
            AbsoluteUnixPath.get(target).resolve(inside),
            executable ? EXECUTABLE : READABLE,
            TIME,
            OWNER);
      }
    }
    return layer.build();
  }
}
