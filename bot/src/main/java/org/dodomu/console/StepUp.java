package org.dodomu.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An act that needs a fresh proof: put it on the method of a controller, beside its {@code @PostMapping}. Without a passkey proven in the last five minutes (for a member who has none: their key)
 * the request is answered 403 {@code step-up} before its body is read. A sign-in is such a proof.
 *
 * <p>In the browser nothing more is needed when the request goes through {@code api.ts}: it asks for the proof and repeats the request once. For handing over, vetting and signatures of the roster,
 * export, closing by four eyes, revealing, making and removing passkeys.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface StepUp {}
