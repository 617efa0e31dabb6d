package io.setoff.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.EvmNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with a configuration of a test in it. */
record ConfigFolder(Path folder) {
  Path file() {
    return folder.resolve("setoff.yaml");
  }

  GatewayConfig load(String yaml) throws ConfigException {
    try {
      Files.writeString(file(), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ConfigLoader.load(file(), new EvmNamespace());
  }

  /** The problems of a file, as {@code line path: rule}. */
  List<String> problems(String yaml) {
    try {
      load(yaml);
      return List.of();
    } catch (ConfigException e) {
      assertThat(e.getMessage()).startsWith(file() + ":");
      return e.problems().stream().map(p -> p.line() + " " + p.path() + ": " + p.rule()).toList();
    }
  }
}
