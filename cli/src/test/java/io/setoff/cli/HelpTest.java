package io.setoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The texts that the launcher prints for {@code --help}, without starting a virtual machine, are
 * those of the commands. With {@code -Dsetoff.help=write} the test writes them.
 */
class HelpTest {
  private static final Path FOLDER = Path.of("help");

  private static Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    SetoffCli.commandLine().getSubcommands().values().forEach(command -> add(command, texts));
    return texts;
  }

  private static void add(CommandLine command, Map<String, String> texts) {
    if (command.getCommandSpec().usageMessage().hidden()) {
      return;
    }
    String words = command.getCommandSpec().qualifiedName("-").replaceFirst("^setoff-", "");
    texts.put(words + ".txt", command.getUsageMessage(Ansi.OFF));
    command.getSubcommands().values().forEach(sub -> add(sub, texts));
  }

  @BeforeAll
  static void write() throws IOException {
    if ("write".equals(System.getProperty("setoff.help"))) {
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, String> text : texts().entrySet()) {
        Files.writeString(FOLDER.resolve(text.getKey()), text.getValue());
      }
    }
  }

  @Test
  void isWhatTheCommandsSay() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> folder = Files.list(FOLDER)) {
      for (Path file : folder.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(files).as("run this test with -Dsetoff.help=write").isEqualTo(texts());
  }

  @Test
  void theLauncherPrintsIt() throws IOException, InterruptedException {
    for (List<String> words :
        List.of(List.of("demo"), List.of("risk", "margin"), List.of("clear", "close-out"))) {
      List<String> command = new ArrayList<>(List.of("../setoff"));
      command.addAll(words);
      command.add("--help");
      Process help = new ProcessBuilder(command).start();
      String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(help.waitFor()).isZero();
      assertThat(text)
          .isEqualTo(Files.readString(FOLDER.resolve(String.join("-", words) + ".txt")));
    }
  }
}
