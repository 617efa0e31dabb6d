package io.setoff.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** URLs of nodes that a file holds, so that no key stands in the configuration. */
class NodeUrlsTest {
  private static final String KEY = "s3cr3t";

  @TempDir private Path folder = Path.of("");

  private String file(String content) throws IOException {
    Path file = folder.resolve("url");
    Files.writeString(file, content);
    return "file:" + file;
  }

  @Test
  void aFileStandsForTheUrlInIt() throws IOException {
    assertThat(NodeUrls.http(file("https://node.example/v2/" + KEY + "\n")))
        .isEqualTo(URI.create("https://node.example/v2/" + KEY));
    assertThat(NodeUrls.socket(file("wss://node.example/" + KEY)))
        .isEqualTo(URI.create("wss://node.example/" + KEY));
    assertThat(NodeUrls.http("http://localhost:1")).isEqualTo(URI.create("http://localhost:1"));
  }

  @Test
  void whatIsNoUrlIsRefusedWithoutBeingRepeated() throws IOException {
    String file = file("ftp://node.example/" + KEY);
    assertThatThrownBy(() -> NodeUrls.http(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://")
        .hasMessageContaining(folder.toString())
        .hasMessageNotContaining(KEY);
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> NodeUrls.http("file:" + folder.resolve("none")))
        .hasMessage("cannot read " + folder.resolve("none"));
    assertThatThrownBy(() -> NodeUrls.http("file:none")).hasMessageContaining("absolute");
  }
}
