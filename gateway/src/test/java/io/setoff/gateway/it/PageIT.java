package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser, beside moving chains and a publisher. */
@Timeout(240)
class PageIT {
  private static Devnet devnet;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    devnet = Devnet.start();
    devnet.play();
    gateway = RunningGateway.start(Configs.publishing(devnet)).awaitIndexed();
    devnet.send("live");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    devnet.close();
  }

  /** The tests themselves are in src/test/page. */
  @Test
  void worksInABrowser() throws IOException, InterruptedException {
    Path log = Path.of("target/page-test.log");
    ProcessBuilder npm =
        new ProcessBuilder("npm", "test")
            .directory(Path.of("src/test/page").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    npm.environment().put("SETOFF_URL", gateway.url());
    npm.environment().put("SETOFF_ACCOUNT", devnet.account("hedged"));
    int exitCode = npm.start().waitFor();
    assertThat(exitCode).as(Files.readString(log)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/js/main.mjs", "/css/base.css", "/favicon.svg"})
  void filesOfThePageAreAskedForAgain(String path) {
    var response = gateway.get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-cache");
  }
}
