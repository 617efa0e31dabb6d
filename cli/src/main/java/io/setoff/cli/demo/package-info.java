/**
 * The demo: starts two local chains with real contracts and a gateway, plays a story, and compares
 * what the gateway answers with what the oracle contracts answer.
 */
@NullMarked
package io.setoff.cli.demo;

import org.jspecify.annotations.NullMarked;
