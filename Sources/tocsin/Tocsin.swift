import ArgumentParser

@main
struct Tocsin: ParsableCommand {
}
