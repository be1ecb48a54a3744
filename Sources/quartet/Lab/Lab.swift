import ArgumentParser

/// The families of models by themselves, on any pictures.
struct Lab: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train and try the models by themselves, on pictures of your own.",
        discussion: """
            Pictures are a folder of PNG and JPEG files (each sub-folder a class), an IDX file (the format of MNIST \
            and Fashion-MNIST), or a folder that holds such files.

            EXAMPLES:
              quartet lab vae --data fashion-mnist/ --out lab/vae
              quartet lab gan --data photographs/ --size 32 --out lab/gan
              quartet lab gan sample --model lab/gan/gan.safetensors --out shoes.png
            """,
        subcommands: [LabVAE.self, LabGAN.self])
}

/// A variational autoencoder of pictures.
struct LabVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vae", abstract: "A variational autoencoder (Kingma & Welling, 2014) of pictures.",
        discussion:
            "`quartet lab vae --data PATH` trains; see `quartet lab vae train --help` for its options.",
        subcommands: [TrainVAE.self, SampleVAE.self, InterpolateVAE.self, EvaluateVAE.self],
        defaultSubcommand: TrainVAE.self)
}

/// A generative adversarial network of pictures.
struct LabGAN: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gan",
        abstract:
            "A class-conditional generative adversarial network (DCGAN; Radford et al., 2016) of pictures.",
        discussion:
            "`quartet lab gan --data PATH` trains; see `quartet lab gan train --help` for its options.",
        subcommands: [TrainGAN.self, SampleGAN.self, InterpolateGAN.self], defaultSubcommand: TrainGAN.self)
}
