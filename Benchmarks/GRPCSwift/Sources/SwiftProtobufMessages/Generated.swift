// The generated messages lie beside this file, which is here so that the target exists before they do.
