package io.setoff.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code ./setoff image} runs once the parts are there. */
public final class SetoffImage {
  private static final int BAD_ARGUMENTS = 2;

  private SetoffImage() {}

  /**
   * Makes the image.
   *
   * @param args pairs of {@code --name}, {@code --application}, {@code --sbom}, {@code --out} (a
   *     folder), and {@code --root} with {@code --packages}, or {@code --base}
   */
  public static void main(String... args) throws IOException {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      given.put(args[i], args[i + 1]);
    }
    try {
      make(given);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(BAD_ARGUMENTS);
    }
  }

  private static void make(Map<String, String> given) throws IOException {
    Path out = Files.createDirectories(path(given, "--out"));
    Path sbom = out.resolve("setoff.cdx.json");
    ImageParts.Base base;
    if (given.containsKey("--base")) {
      base = new ImageParts.Base.Registry(text(given, "--base"));
      Files.write(sbom, Files.readAllLines(path(given, "--sbom")));
    } else {
      Path packages = path(given, "--packages");
      base = new ImageParts.Base.Empty(path(given, "--root"), packages);
      Sbom.write(path(given, "--sbom"), packages, Runtime.version().toString(), sbom);
    }
    Path tar = out.resolve("setoff.tar");
    String name = text(given, "--name");
    String digest =
        new ImageBuilder(out.resolve("cache"))
            .write(new ImageParts(name, path(given, "--application"), sbom, base), tar);
    for (String line :
        List.of("image   " + tar, "name    " + name, "digest  " + digest, "sbom    " + sbom)) {
      System.out.println(line);
    }
  }

  private static Path path(Map<String, String> given, String option) {
    return Path.of(text(given, option)).toAbsolutePath();
  }

  private static String text(Map<String, String> given, String option) {
    return Optional.ofNullable(given.get(option))
        .orElseThrow(() -> new IllegalArgumentException(option + " is missing"));
  }
}
