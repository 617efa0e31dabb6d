/** The API's methods, for every transport: requests in, responses out, refusals as exceptions. */
@NullMarked
package io.setoff.gateway.api;

import org.jspecify.annotations.NullMarked;
