import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Gives the classes of a jar the form of a newer Java. The virtual machine keeps none in an AOT
 * cache that is of Java 5, as those of picocli are, and checks their code the old, slow way at each
 * start: together a fifth of the time of a short command.
 *
 * <p>{@code java NewerClasses.java FOLDER JARS}, such as {@code target/lib "picocli-*.jar"}. A jar
 * that is new enough stays as it is.
 */
public final class NewerClasses {
  /** Java 17; every class of such a form says itself how its code is to be checked. */
  private static final int VERSION = ClassFile.JAVA_17_VERSION;

  private NewerClasses() {}

  public static void main(String... arguments) throws IOException {
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(Path.of(arguments[0]), arguments[1])) {
      for (Path jar : jars) {
        renew(jar);
      }
    }
  }

  private static void renew(Path jar) throws IOException {
    Path renewed = jar.resolveSibling(jar.getFileName() + ".newer");
    boolean changed = false;
    try (JarFile in = new JarFile(jar.toFile());
        URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        OutputStream file = Files.newOutputStream(renewed);
        JarOutputStream out = new JarOutputStream(file)) {
      ClassFile form =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(classes)));
      for (JarEntry entry : Collections.list(in.entries())) {
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith(".class")) {
          ClassModel old = form.parse(bytes);
          if (old.majorVersion() < VERSION && !old.isModuleInfo()) {
            changed = true;
            bytes = form.transformClass(old, toNewerVersion());
          }
        }
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(bytes);
        out.closeEntry();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (changed) {
      Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.delete(renewed);
    }
  }

  /** Code is written anew with its stack maps, which are required from Java 7 on. */
  private static ClassTransform toNewerVersion() {
    return ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
        .andThen(
            (type, element) -> {
              if (!(element instanceof ClassFileVersion)) {
                type.with(element);
              }
            })
        .andThen(ClassTransform.endHandler(type -> type.withVersion(VERSION, 0)));
  }
}
