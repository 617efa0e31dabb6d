package io.setoff.image;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an image is made of.
 *
 * @param name of the image, with its tag
 * @param application the packaged gateway
 * @param sbom its bill of materials, CycloneDX
 * @param base where the Java runtime is from
 */
record ImageParts(String name, Path application, Path sbom, Base base) {
  /** What lies below the application. */
  sealed interface Base {
    /**
     * Nothing but what is needed.
     *
     * @param root files of the image's root: a Java runtime at {@code opt/java}, the C library
     * @param packages what {@code root} is made of, a line each: name, version, architecture
     */
    record Empty(Path root, Path packages) implements Base {}

    /**
     * An image of a registry, which has a Java runtime.
     *
     * @param reference with the digest that pins it
     */
    record Registry(String reference) implements Base {
      public Registry {
        if (!reference.matches(".+@sha256:[0-9a-f]{64}")) {
          throw new IllegalArgumentException(
              "a base is pinned by its digest, NAME@sha256:…, not " + reference);
        }
      }
    }
  }

  /** Where the runtime is that the entry point starts; on the path of an image of a registry. */
  String java() {
    return switch (base) {
      case Base.Empty _ -> "/opt/java/bin/java";
      case Base.Registry _ -> "java";
    };
  }

  Optional<Path> root() {
    return switch (base) {
      case Base.Empty empty -> Optional.of(empty.root());
      case Base.Registry _ -> Optional.empty();
    };
  }
}
