package io.setoff.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrontDoorTest {

  /** Says its name to whoever comes. */
  private static ServerSocket named(String name) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try (Socket guest = server.accept()) {
                  guest.getOutputStream().write(name.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  assertThat(server.isClosed()).as(e.toString()).isTrue();
                }
              }
            });
    return server;
  }

  private static Set<String> answers(FrontDoor door) throws IOException {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      URI url = URI.create(door.url());
      try (Socket guest = new Socket(url.getHost(), url.getPort())) {
        answers.add(new String(guest.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return answers;
  }

  @Test
  void guestsAreSharedAndOneThatIsGoneGetsNone() throws IOException {
    ServerSocket one = named("one");
    ServerSocket two = named("two");
    try (FrontDoor door = new FrontDoor(0, List.of(one.getLocalPort(), two.getLocalPort()))) {
      assertThat(answers(door)).containsExactlyInAnyOrder("one", "two");
      one.close();
      assertThat(answers(door)).containsExactly("two");
      two.close();
      assertThat(answers(door)).containsExactly("");
    } finally {
      one.close();
      two.close();
    }
  }
}
