/** What whoever operates an example can open in a browser, or have a monitoring system read. */
package com.cielo24.examples.operator;
