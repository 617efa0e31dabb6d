package io.setoff.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tar of an image holds, of small parts. */
class ImageBuilderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int SETUID_OR_SETGID = 06000;
  private static final int PROCESS = 10_001;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void parts() throws IOException {
    write("app/quarkus-run.jar", "run");
    write("app/app/setoff.jar", "code");
    write("app/lib/main/a.jar", "library");
    write("root/opt/java/bin/java", "java").toFile().setExecutable(true);
    write("root/lib/libc.so.6", "c");
    write("sbom.json", "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"name\":\"a\"}]}");
    write("packages", "libc6 2.36-9 amd64\n");
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, content);
  }

  private ImageParts imageParts() {
    return new ImageParts(
        "setoff:test",
        folder.resolve("app"),
        folder.resolve("sbom.json"),
        new ImageParts.Base.Empty(folder.resolve("root"), folder.resolve("packages")));
  }

  private Path build(String name) throws IOException {
    Path tar = folder.resolve(name);
    new ImageBuilder(folder.resolve("cache-" + name)).write(imageParts(), tar);
    return tar;
  }

  private static Map<String, byte[]> content(InputStream stream) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        files.put(e.getName(), tar.readAllBytes());
      }
    }
    return files;
  }

  private static JsonNode json(Map<String, byte[]> image, String name) throws IOException {
    return JSON.readTree(image.getOrDefault(name, new byte[0]));
  }

  /** Entries of all layers, as a container sees them. */
  private static Map<String, TarArchiveEntry> entries(Path tar) throws IOException {
    Map<String, byte[]> image = content(Files.newInputStream(tar));
    Map<String, TarArchiveEntry> entries = new TreeMap<>();
    for (JsonNode layer : json(image, "manifest.json").path(0).path("Layers")) {
      byte[] bytes = image.getOrDefault(layer.asText(), new byte[0]);
      try (TarArchiveInputStream files =
          new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
        for (TarArchiveEntry e = files.getNextEntry(); e != null; e = files.getNextEntry()) {
          entries.put("/" + e.getName().replaceFirst("/$", ""), e);
        }
      }
    }
    return entries;
  }

  @Test
  void theProcessIsNobodyAndHasOneWayToStart() throws IOException {
    Map<String, byte[]> image = content(Files.newInputStream(build("one.tar")));
    JsonNode manifest = json(image, "manifest.json").path(0);
    assertThat(manifest.path("RepoTags").path(0).asText()).isEqualTo("setoff:test");
    JsonNode config = json(image, manifest.path("Config").asText());
    assertThat(config.path("os").asText()).isEqualTo("linux");
    assertThat(config.path("architecture").asText()).isEqualTo(ImageBuilder.architecture());
    JsonNode process = config.path("config");
    assertThat(process.path("User").asText()).isEqualTo("10001:10001");
    assertThat(process.path("Entrypoint").path(0).asText()).isEqualTo("/opt/java/bin/java");
    assertThat(process.path("Entrypoint").toString()).contains("/opt/setoff/quarkus-run.jar");
    assertThat(process.path("Cmd").toString()).contains("/etc/setoff/setoff.yaml");
    assertThat(process.path("ExposedPorts").properties()).hasSize(2);
  }

  @Test
  void nothingButTwoFoldersCanBeWritten() throws IOException {
    Map<String, TarArchiveEntry> entries = entries(build("one.tar"));
    assertThat(entries).containsKeys("/opt/java/bin/java", "/lib/libc.so.6");
    assertThat(entries).containsKeys("/opt/setoff/quarkus-run.jar", "/opt/setoff/lib/main/a.jar");
    List<String> writable = new ArrayList<>();
    entries.forEach(
        (path, entry) -> {
          assertThat(entry.getMode() & SETUID_OR_SETGID).as(path).isZero();
          assertThat(entry.isSymbolicLink() || entry.isLink()).as(path).isFalse();
          boolean others = (entry.getMode() & WRITABLE_BY_OTHERS) != 0;
          if (others || entry.getLongUserId() == PROCESS) {
            writable.add(path);
          } else {
            assertThat(entry.getLongUserId()).as(path).isZero();
          }
        });
    assertThat(writable).containsExactly("/tmp", "/var/lib/setoff");
  }

  @Test
  void thereIsNoShell() throws IOException {
    assertThat(entries(build("one.tar")).keySet())
        .noneMatch(path -> path.matches(".*/(sh|bash|dash|busybox|apt|dpkg)"));
  }

  @Test
  void theSamePartsGiveTheSameBytes() throws IOException {
    assertThat(build("one.tar")).hasSameBinaryContentAs(build("two.tar"));
  }

  @Test
  void theBillNamesWhatTheApplicationStandsOn() throws IOException {
    Path bill = folder.resolve("bill.json");
    Sbom.write(folder.resolve("sbom.json"), folder.resolve("packages"), "25.0.3+9", bill);
    assertThat(Files.readString(bill, StandardCharsets.UTF_8))
        .contains("\"a\"", "pkg:deb/debian/libc6@2.36-9?arch=amd64", "pkg:generic/openjdk@25");
  }

  @Test
  void aBaseOfARegistryIsPinned() {
    String digest = "eclipse-temurin@sha256:" + "a".repeat(64);
    assertThat(new ImageParts.Base.Registry(digest).reference()).isEqualTo(digest);
    assertThatThrownBy(() -> new ImageParts.Base.Registry("eclipse-temurin:25-jre"))
        .hasMessageContaining("digest");
  }

  @Test
  void aLinkIsRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("root/link"), Path.of("lib/libc.so.6"));
    assertThatThrownBy(() -> build("one.tar")).hasMessageContaining("is a link");
  }
}
